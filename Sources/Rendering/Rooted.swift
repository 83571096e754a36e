internal import Foundation

/// With the links that begin with `~/` led to `root`. Over bytes, because every page passes through
/// here, and searching by characters takes longer than printing.
func rooted(_ html: String, at root: String) -> String {
    var (html, root) = (html, root)
    return html.withUTF8 { bytes in
        let signs = linkSigns(in: bytes)
        guard !signs.isEmpty else { return String(decoding: bytes, as: UTF8.self) }
        return root.withUTF8 { root in
            let size = bytes.count + signs.count * root.count
            return String(unsafeUninitializedCapacity: size) { output in
                var (written, copied) = (0, 0)
                func write(_ piece: Slice<UnsafeBufferPointer<UInt8>>) {
                    written = output[written...].initialize(fromContentsOf: piece)
                }
                for sign in signs {
                    write(bytes[copied..<sign])
                    write(root[...])
                    copied = sign + 2
                }
                write(bytes[copied...])
                return written
            }
        }
    }
}

/// With the links to places of the page at `~/address` made links within the page that holds `html`,
/// where `isHere` knows the anchor.
func localised(_ html: String, to address: String, where isHere: (Substring) -> Bool) -> String {
    var html = html
    let place = Array("~/\(address)#".utf8)
    return html.withUTF8 { bytes in
        var (kept, copied) = ([UInt8](), 0)
        for sign in linkSigns(in: bytes) where bytes[sign...].starts(with: place) {
            let start = sign + place.count
            let anchor = bytes[start...].prefix { $0 != UInt8(ascii: "\"") }
            guard isHere(Substring(decoding: anchor, as: UTF8.self)) else { continue }
            kept += bytes[copied..<sign]
            copied = start - 1
        }
        kept += bytes[copied...]
        return String(decoding: kept, as: UTF8.self)
    }
}

/// Where the values of attributes begin with `~/`.
private func linkSigns(in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    guard let start = bytes.baseAddress else { return [] }
    var (signs, position) = ([Int](), 0)
    while let found = memchr(start + position, Int32(UInt8(ascii: "~")), bytes.count - position) {
        let sign = UnsafeRawPointer(start).distance(to: found)
        position = sign + 1
        if sign >= 2, position < bytes.count, bytes[position] == UInt8(ascii: "/"),
            bytes[sign - 1] == UInt8(ascii: "\""), bytes[sign - 2] == UInt8(ascii: "=")
        {
            signs.append(sign)
        }
    }
    return signs
}
