import Testing

@testable import Rendering

@Suite("The words of the frame")
struct PhrasesTests {
    @Test("no key has two meanings")
    func once() {
        let keys = Phrases.lists.flatMap(\.keys)
        let twice = Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.keys
        #expect(twice.sorted() == [])
    }
}
