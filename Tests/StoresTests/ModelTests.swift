import Cast
import Content
import Publishing
import Stores
import Testing

/// What a store should do, said with arrays and dictionaries.
private struct Model {
    var contents = Contents()
    var erased: Set<Digest> = []

    mutating func append(
        _ entries: [Entry], blobs: [Digest: [UInt8]], erasing: Set<Digest>, after head: Head
    ) throws(StoreFault) -> Bool {
        guard head == contents.head else { return false }
        let said = erased.union(
            entries.filter { $0.kind == "erased" }.compactMap(\.subject).compactMap { Digest($0) })
        guard said.isDisjoint(with: blobs.keys) else { throw .broken(.erasedBlobsStayAway) }
        guard erasing.isSubset(of: said) else { throw .broken(.onlyErasedBlobsGo) }
        erased = said
        contents.entries += entries
        if let last = entries.last { contents.head = Head(last) }
        contents.blobs.merge(blobs) { old, _ in old }
        for digest in erasing { contents.blobs[digest] = nil }
        contents.digests = Set(contents.blobs.keys)
        return true
    }
}

@Suite("Contract: a store answers as a few arrays and dictionaries would")
struct ModelTests {
    @Test("for any history", arguments: everyStore, seeds(12))
    func history(factory: any StoreFactory, seed: UInt64) throws {
        try withNewStore(of: factory) { store throws in
            var numbers = SeededGenerator(seed: seed)
            var model = Model()
            for step in 0..<60 {
                let act = Act(step, on: model, &numbers)
                #expect(outcome { try act.run(on: store) } == outcome { try act.run(on: &model) })
                #expect(try store.contents() == model.contents)
                let after = Int64.random(in: 0...10, using: &numbers)
                let asked = (0..<5).map { _ in text(&numbers) }.map { Digest(of: $0) }
                #expect(
                    try store.entries(after: after, limit: 3)
                        == Array(model.contents.entries.filter { $0.sequence > after }.prefix(3)))
                #expect(
                    try store.missing(Set(asked)) == Set(asked).subtracting(model.contents.digests))
            }
        }
    }

    private func outcome(_ work: () throws -> Bool) -> String {
        do { return "\(try work())" } catch { return "\(error)" }
    }
}

/// One of forty texts, so that blobs meet again.
private func text(_ numbers: inout SeededGenerator) -> String {
    "text \(Int.random(in: 0..<40, using: &numbers))"
}

/// A call of `append`, often a sensible one.
private struct Act {
    var entries: [Entry] = []
    var blobs: [Digest: [UInt8]] = [:]
    var erasing: Set<Digest> = []
    var head: Head

    init(_ step: Int, on model: Model, _ numbers: inout SeededGenerator) {
        let isStale = Int.random(in: 0..<6, using: &numbers) == 0
        let earlier = model.contents.entries.randomElement(using: &numbers).map { Head($0) }
        head = isStale ? earlier ?? .empty : model.contents.head
        var last = head
        for part in 0..<Int.random(in: 0..<4, using: &numbers) {
            let digest = Digest(of: text(&numbers))
            let isErasure = Int.random(in: 0..<4, using: &numbers) == 0
            let entry = isErasure ? last.next(erasing: digest) : last.next("\(step) \(part)")
            entries.append(entry)
            last = Head(entry)
            if isErasure, Bool.random(using: &numbers) { erasing.insert(digest) }
        }
        for _ in 0..<Int.random(in: 0..<3, using: &numbers) {
            let text = text(&numbers)
            blobs[Digest(of: text)] = Array(text.utf8)
        }
        if Int.random(in: 0..<12, using: &numbers) == 0 {
            erasing.insert(Digest(of: text(&numbers)))
        }
    }

    func run(on store: any JournalStore) throws -> Bool {
        try store.append(entries, blobs: blobs, erasing: erasing, after: head)
    }

    func run(on model: inout Model) throws -> Bool {
        try model.append(entries, blobs: blobs, erasing: erasing, after: head)
    }
}
