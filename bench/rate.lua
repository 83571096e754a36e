-- For wrk: readers who rate, each a new one, from many places, one page after the other.
local pages, last = {}, 0
for path in io.lines(os.getenv("PAGES")) do pages[#pages + 1] = path end
local pause = tonumber(os.getenv("PAUSE") or "0")

function setup(thread)
    seed = (seed or os.time()) + 7919
    thread:set("seed", seed)
end

function init()
    math.randomseed(seed)
end

function delay()
    return pause
end

function request()
    last = last % #pages + 1
    local source = string.format(
        "10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
    return wrk.format("POST", pages[last], {
        ["Content-Type"] = "application/x-www-form-urlencoded",
        ["Sec-Fetch-Site"] = "same-origin",
        ["X-Forwarded-For"] = source,
    }, "mark=" .. math.random(1, 5) .. "&answered=yes&missing=&completes=1")
end
