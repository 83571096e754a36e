/// Words that say nothing of what somebody looks for. They are in the index all the same, for phrases,
/// and for queries that have no others.
func isStopWord(_ word: String) -> Bool { englishStopWords.contains(word) }

/// As a `Lexer` writes them, in one spelling and cut at apostrophes.
private let englishStopWords = Set(
    """
    a about after again all almost already also although always am an and any anybody anyone anything are \
    aren as ask asked at be became because been before being both but by came can cannot come \
    could couldn did didn do does doesn doing don done each else even ever every for from gave get gets getting \
    give given go goes going gone gonna got had hadn has hasn have haven having he hello her here hers hi him his how \
    however i if in into is isn it its ive im just keep keeps kept know let lets like ll lot m made make makes making many may maybe me men mean \
    might more most much must my myself no nor not now of off often ok on once one ones only onto or other others ought our ors \
    out over own per perhaps please put quite rather re really s said same say says see seem seems seen shall she should shouldn \
    since so some somebody someone something soon still such sure t take taken takes taking tell than thank thanks that the their theirs \
    them themselves then there these they thing things think this those though through thru to told too took toward \
    towards tried try trying under until up upon us use used using usually ve very want wanted wants was wasn way we well went were weren \
    what whats when whenever where whether which while who whom whose why will with without won wonder wondering would wouldn \
    wth yes yet you your yours yourself
    """.split(separator: " ").map(String.init))
