-- For wrk: one query after the other, as a browser sends the form.
local queries, last = {}, 0
for path in io.lines(os.getenv("PAGES")) do queries[#queries + 1] = path end

function request()
    last = last % #queries + 1
    return wrk.format("GET", queries[last])
end
