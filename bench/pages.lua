-- For wrk: one page after the other, in each of the three encodings that browsers ask for.
local requests, last = {}, 0
for path in io.lines(os.getenv("PAGES")) do
    for _, encoding in ipairs({ "br", "gzip", "identity" }) do
        requests[#requests + 1] = { path, encoding }
    end
end

function request()
    last = last % #requests + 1
    local path, encoding = requests[last][1], requests[last][2]
    return wrk.format("GET", path, { ["Accept-Encoding"] = encoding })
end
