/// What a request says of the page that made a browser send it.
struct Provenance {
    /// `Sec-Fetch-Site`.
    var fetchSite: String?
    var origin: String?
    /// `Host`, or what HTTP/2 has instead.
    var host: String?

    /// Whether it was a page of another site. As Go's `CrossOriginProtection` decides
    /// (https://pkg.go.dev/net/http#CrossOriginProtection): browsers say so, and have done for years;
    /// whoever says nothing is no browser, and so brings no reader's cookie along.
    ///
    /// - Parameter site: the site's own origin, as readers reach it through a proxy that may not pass on
    ///   `Host`. It may have other names, too: then `Host` has the one that was asked for.
    func isCross(_ site: String) -> Bool {
        if let fetchSite { return fetchSite != "same-origin" && fetchSite != "none" }
        guard let origin = origin?.lowercased() else { return false }
        guard origin != site.lowercased() else { return false }
        guard let scheme = origin.firstRange(of: "://") else { return true }
        return String(origin[scheme.upperBound...]) != host?.lowercased()
    }
}
