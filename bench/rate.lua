-- For wrk: readers who rate, each a new one, from many places, one page after the other. The requests are written
-- before it begins, so that writing them takes nothing from the server.
local pause = tonumber(os.getenv("PAUSE") or "0")
-- Of a steady stream a few; others are measured while these are written.
local count = pause > 0 and 4096 or 16384
local requests, last = {}, 0

function setup(thread)
    seed = (seed or os.time()) + 7919
    thread:set("seed", seed)
end

function init()
    math.randomseed(seed)
    local pages = {}
    for path in io.lines(os.getenv("PAGES")) do pages[#pages + 1] = path end
    for number = 1, count do requests[number] = rating(pages[number % #pages + 1]) end
end

function rating(page)
    local source = string.format(
        "10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
    return wrk.format("POST", page, {
        ["Content-Type"] = "application/x-www-form-urlencoded",
        ["Sec-Fetch-Site"] = "same-origin",
        ["X-Forwarded-For"] = source,
    }, "mark=" .. math.random(1, 5) .. "&answered=yes&missing=&completes=1")
end

function request()
    last = last % count + 1
    return requests[last]
end

-- Even a pause of nothing has wrk wait for its clock.
if pause > 0 then
    function delay()
        return pause
    end
end
