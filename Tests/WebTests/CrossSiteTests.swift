import HTTPTypes
import NIOCore
import Testing

@testable import Web

@Suite("A form counts when a page of this site sent it")
struct CrossSiteTests {
    private static let site = "https://nets.example"

    @Test(
        "what browsers say of where it came from decides",
        arguments: [
            ("same-origin", false), ("none", false), ("same-site", true), ("cross-site", true),
            ("", true),
        ])
    func fetchSite(said: String, isCross: Bool) {
        let sent = Provenance(fetchSite: said, origin: "null", host: "nets.example")
        #expect(sent.isCross(Self.site) == isCross)
    }

    @Test(
        "else the origin, which is the site's own, whatever a proxy makes of the host",
        arguments: [nil, "127.0.0.1:8080", "nets.example"],
        [
            ("https://nets.example", false), ("HTTPS://NETS.example", false),
            ("https://nets.example:8443", true), ("https://nets.example.evil.test", true),
            ("https://evil.test", true), ("null", true), ("", true),
        ])
    func origin(host: String?, sent: (origin: String, isCross: Bool)) {
        #expect(Provenance(origin: sent.origin, host: host).isCross(Self.site) == sent.isCross)
    }

    @Test("or that of another name under which the site was asked")
    func otherName() {
        let sent = Provenance(origin: "http://localhost:8080", host: "LOCALHOST:8080")
        #expect(!sent.isCross(Self.site))
    }

    @Test("whoever says nothing of it is no browser")
    func silent() {
        #expect(!Provenance(host: "nets.example").isCross(Self.site))
    }

    private func asking(cookies: String) -> Asking {
        Asking(
            method: .post, target: "/int/en/rate?item=about",
            visitor: Visitor(address: nil, isSecure: true, country: nil), cookies: cookies)
    }

    @Test(
        "a cookie is found by its whole name",
        arguments: [
            ("rater=a1", "a1"), ("x=1; rater=a1;y=2", "a1"), (" rater = a1 ", "a1"),
            ("__Secure-rater=b; rater=a1", "a1"), ("rater=", ""), ("rater=a=b", "a=b"),
        ])
    func cookie(line: String, value: String) {
        #expect(asking(cookies: line).cookie("rater") == value)
    }

    @Test("and by nothing less", arguments: ["", "rate=1", "Rater=1", "raters=1", "rater"])
    func noCookie(line: String) {
        #expect(asking(cookies: line).cookie("rater") == nil)
    }
}

@Suite("What a form sent is read as the standard says, or refused")
struct FormFieldsTests {
    private static let type = "application/x-www-form-urlencoded"

    private func fields(_ body: String, _ type: String? = type) throws -> FormFields {
        try FormFields(ByteBuffer(string: body), contentType: type)
    }

    @Test(
        "each field",
        arguments: [
            ("mark=4&missing=a+b%26c%3D%0D%0A%C3%A9", "a b&c=\r\né"), ("missing=%2B", "+"),
            ("missing=", ""), ("mark=1", ""), ("", ""),
        ])
    func read(body: String, missing: String) throws {
        #expect(try fields(body)["missing"] == missing)
    }

    @Test(
        "with any charset of the type",
        arguments: [type, type + "; charset=UTF-8", type.uppercased()])
    func types(type: String) throws {
        #expect(try fields("mark=4", type)["mark"] == "4")
    }

    @Test("not of another", arguments: [nil, "", "multipart/form-data; boundary=x", "text/plain"])
    func otherType(type: String?) {
        #expect(throws: FormFields.Refusal.otherType) { try fields("mark=4", type) }
    }

    @Test(
        "nor what means nothing",
        arguments: [
            "mark=4&mark=5", "missing=%", "missing=%zz", "%=1", "%6x", "missing=%ff%fe", "%ff=1",
        ])
    func unreadable(body: String) {
        #expect(throws: FormFields.Refusal.unreadable) { try fields(body) }
    }
}
