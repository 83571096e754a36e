import Testing

@testable import Web

@Suite("A block of addresses")
struct CIDRTests {
    static let members: [(String, String, Bool)] = [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("192.0.2.0/31", "192.0.2.1", true), ("192.0.2.0/31", "192.0.2.2", false),
        ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("10.1.2.3/8", "10.9.9.9", true), ("10.0.0.0/8", "::ffff:10.1.1.1", true),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
        ("2001:db8::1", "2001:db8::1", true), ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
        ("2001:db8::/64", "2001:db8::8000:0:0:1", true), ("::/0", "2001:db8::1", true),
        ("::/0", "192.0.2.1", false), ("::1/128", "::1", true),
    ]

    @Test("holds", arguments: members)
    func holds(block: String, address: String, isMember: Bool) {
        #expect(CIDR(block)?.contains(IPAddress(address)!) == isMember)
    }

    @Test(
        "refused",
        arguments: [
            "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0/8",
            "10.0.0.0/ 8",
            "10.0.0.0/+8", "300.0.0.1", "2001:db8::/129", "2001:db8:::/32", "localhost",
            "010.0.0.1/8 ",
        ])
    func refuse(text: String) {
        #expect(CIDR(text) == nil)
    }
}

@Suite("Forwarding headers are believed from trusted proxies only")
struct TrustTests {
    static let proxies = ["10.0.0.0/8", "2001:db8:1::/48"].compactMap { CIDR($0) }
    let trust = Trust(proxies: proxies, isEncrypted: false)

    @Test("a stranger's are not")
    func stranger() {
        let said = Forwarding(addresses: ["192.0.2.1"], schemes: ["https"], countries: ["BE"])
        let visitor = trust.visitor(from: IPAddress("203.0.113.9"), forwarding: said)
        let expected = Visitor(
            address: IPAddress("203.0.113.9"), isSecure: false, country: nil)
        #expect(visitor == expected)
        #expect(trust.visitor(from: nil, forwarding: said).country == nil)
    }

    static let chains: [([String], String?)] = [
        (["192.0.2.1"], "192.0.2.1"), (["192.0.2.1, 10.0.0.2"], "192.0.2.1"),
        (["198.51.100.7, 192.0.2.1"], "192.0.2.1"),
        (["198.51.100.7", "192.0.2.1, 10.1.1.1"], "192.0.2.1"),
        (["10.0.0.2, 10.0.0.3"], "10.0.0.2"), (["192.0.2.1:4711"], "192.0.2.1"),
        (["[2001:db8::9]:80"], "2001:db8::9"), (["2001:db8::9"], "2001:db8::9"),
        (["2001:db8::9, 2001:db8:1::5"], "2001:db8::9"), (["unknown"], nil),
        (["192.0.2.1, junk"], nil),
        (["junk, 192.0.2.1"], "192.0.2.1"), ([""], nil), (["192.0.2.1, "], nil), ([], "10.0.0.1"),
        (["["], nil), (["[]"], nil),
    ]

    @Test("the client is the rightmost address that is no proxy of ours", arguments: chains)
    func client(headers: [String], address: String?) {
        let visitor = trust.visitor(
            from: IPAddress("10.0.0.1"), forwarding: Forwarding(addresses: headers))
        #expect(visitor.address == address.flatMap { IPAddress($0) })
    }

    static let countries: [([String], String?)] = [
        (["BE"], "BE"), (["be"], "BE"), ([" be "], "BE"), ([], nil), (["BE", "BE"], nil),
        (["BE, FR"], nil),
        (["XX"], nil), (["T1"], nil), (["ZZ"], nil), (["BEL"], nil), (["B"], nil), ([""], nil),
        (["ß"], nil),
        (["ÉÉ"], nil), (["B E"], nil),
    ]

    @Test("a country is two letters, said once", arguments: countries)
    func country(headers: [String], country: String?) {
        let visitor = trust.visitor(
            from: IPAddress("10.0.0.1"), forwarding: Forwarding(countries: headers))
        #expect(visitor.country == country)
    }

    static let schemes: [([String], Bool)] = [
        (["https"], true), (["HTTPS"], true), (["http"], false), ([], false),
        (["http, https"], true),
        (["https", "http"], false), (["https,http"], false), ([""], false),
    ]

    @Test("the nearest proxy says whether the reader's connection is encrypted", arguments: schemes)
    func scheme(headers: [String], isSecure: Bool) {
        let visitor = trust.visitor(
            from: IPAddress("10.0.0.1"), forwarding: Forwarding(schemes: headers))
        #expect(visitor.isSecure == isSecure)
    }

    @Test("our own encryption needs nobody's word")
    func encrypted() {
        let trust = Trust(proxies: [], isEncrypted: true)
        #expect(trust.visitor(from: nil, forwarding: Forwarding()).isSecure)
    }
}
