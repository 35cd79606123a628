using System.Text;

namespace Airflow.Providers.Standard.Processes;

public sealed class LineReaderTests
{
    private readonly List<string> _lines = [];
    private readonly LineReader _reader;

    public LineReaderTests() => _reader = new LineReader(_lines.Add);

    [Fact]
    public void Lines_come_whole_wherever_the_stream_was_cut()
    {
        foreach (var value in Encoding.UTF8.GetBytes("äöü\nzweite  \r\n\ndritte"))
        {
            _reader.Add([value]);
        }

        _reader.Complete();

        _lines.ShouldBe(["äöü", "zweite", "", "dritte"]);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced()
    {
        _reader.Add([0xff, (byte)'a', (byte)'\n']);

        _lines.ShouldBe(["\ufffda"]);
    }

    [Fact]
    public void A_line_too_long_comes_in_pieces_and_nothing_is_lost()
    {
        var line = new byte[(2 * LineReader.MaxLineBytes) + 5];
        Array.Fill(line, (byte)'x');

        _reader.Add(line);
        _reader.Add("\nnext\n"u8);

        _lines.Select(piece => piece.Length).ShouldBe([LineReader.MaxLineBytes, LineReader.MaxLineBytes, 5, 4]);
    }
}
