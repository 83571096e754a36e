package import Content

extension History {
    /// The configuration in force at `now`: the latest that counts. One that shows more than the
    /// one before it waits until somebody other than its author has approved it; a configuration
    /// written meanwhile takes its place in the queue.
    package func configuration(at now: Instant) -> Configuration? {
        configurations(at: now).inForce
    }

    /// The configuration that waits for somebody else's approval at `now`, and who had a hand in it:
    /// everybody who wrote one since the one in force.
    package func waitingConfiguration(
        at now: Instant
    ) -> (Configuration, authors: [PersonName])? {
        configurations(at: now).waiting
    }

    private func configurations(
        at now: Instant
    ) -> (inForce: Configuration?, waiting: (Configuration, authors: [PersonName])?) {
        var inForce: Configuration?
        var waiting: (Configuration, authors: [PersonName])?
        for fact in configurationFacts {
            guard fact.counts <= now else { break }
            switch fact.event {
            case .configured(let configuration):
                if let inForce, configuration.showsMore(than: inForce) {
                    waiting = (configuration, (waiting?.authors ?? []) + [fact.by])
                } else {
                    (inForce, waiting) = (configuration, nil)
                }
            case .approved(let approval):
                if let (configuration, authors) = waiting,
                    !authors.contains(where: { $0.isSamePerson(as: fact.by) }),
                    approval.subjects.contains(.configuration(configuration.digest))
                {
                    (inForce, waiting) = (configuration, nil)
                }
            default: break
            }
        }
        return (inForce, waiting)
    }
}

extension Configuration {
    /// Whether it shows anything to anybody that `other` does not: a weaker rule for unreviewed
    /// articles, a wider market, or weaker enforcement.
    package func showsMore(than other: Configuration) -> Bool {
        if indexesUnreviewed && !other.indexesUnreviewed { return true }
        return markets.contains { market in
            guard let before = other.market(market.id) else { return true }
            return market.showsMore(than: before)
        }
    }
}

extension Market {
    func showsMore(than other: Market) -> Bool {
        unreviewed == .showWithNotice && other.unreviewed == .withhold
            || rule.strength < other.rule.strength
            || !Set(languages).isSubset(of: other.languages)
            || !countries.isSubset(of: other.countries)
    }

    /// Whether a reader in `country` is let in. Nil means that nobody knows where they are.
    ///
    /// Only an enforced market turns readers away, and only those known to be elsewhere.
    package func admits(_ country: String?) -> Bool {
        guard rule == .enforced, let country else { return true }
        return countries.contains(country)
    }
}

extension Market.Rule {
    fileprivate var strength: Int {
        switch self {
        case .stated: 0
        case .asked: 1
        case .enforced: 2
        }
    }
}

extension Market.Countries {
    fileprivate func isSubset(of other: Market.Countries) -> Bool {
        switch (self, other) {
        case (_, .everywhere): true
        case (.everywhere, .allBut(let out)): out.isEmpty
        case (.allBut(let mine), .allBut(let theirs)): theirs.isSubset(of: mine)
        case (.only(let mine), .only(let theirs)): mine.isSubset(of: theirs)
        case (.only(let mine), .allBut(let theirs)): mine.isDisjoint(with: theirs)
        // The world is never a subset of a list of countries.
        case (.everywhere, .only), (.allBut, .only): false
        }
    }
}
