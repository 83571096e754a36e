/// Words that say nothing of what somebody looks for. They are in the index all the same, for phrases,
/// and for queries that have no others.
func isStopWord(_ word: String) -> Bool { englishStopWords.contains(word) }

/// As a `Lexer` writes them, in one spelling and cut at apostrophes.
private let englishStopWords = Set(
    """
    a about after again aint all almost already also although always am an and any anybody anyone anything are \
    aren arent as ask asked at be became because been before being both but by came can cannot cant come \
    could couldn couldnt did didn didnt do does doesn doesnt doing don done dont each else even ever every for from gave get gets getting \
    give given go goes going gone gonna got gotta had hadn hadnt has hasn hasnt have haven havent having he hello her here hers hi him his how \
    however i if in into is isn isnt it its ive im just keep keeps kept know let lets like ll lot m made make makes making many may maybe me men mean \
    might more most much must my myself no nor not now of off often ok on once one ones only onto or other others ought our ors \
    out over own per perhaps please put quite rather re really s said same say says see seem seems seen shall she should shouldn shouldnt \
    since so some somebody someone something soon still such sure t take taken takes taking tell than thank thanks that thats the their theirs \
    them themselves then there these they theyre thing things think this those though through thru to told too took toward \
    towards tried try trying under until up upon us use used using usually ve very wanna want wanted wants was wasn wasnt way we well went were weren werent \
    what whats when whenever where whether which while who whom whose why will with without won wont wonder wondering would wouldn \
    wouldnt wth yes yet you your youre yours yourself
    """.split(separator: " ").map(String.init))
