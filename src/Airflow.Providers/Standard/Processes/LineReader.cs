using System.Buffers;
using System.Text;

namespace Airflow.Providers.Standard.Processes;

/// <summary>Cuts a stream of bytes into lines of text. Bytes that are no UTF-8 become replacement characters; very long lines come in pieces.</summary>
internal sealed class LineReader(Action<string> onLine)
{
    /// <summary>Longer lines would have to be held in memory as a whole, by everyone who passes them on.</summary>
    public const int MaxLineBytes = 1 << 20;

    private readonly ArrayBufferWriter<byte> _pending = new();

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end >= 0 ? bytes[..end] : bytes;
            var room = MaxLineBytes - _pending.WrittenCount;
            if (piece.Length > room)
            {
                _pending.Write(piece[..room]);
                Emit();
                bytes = bytes[room..];
                continue;
            }

            _pending.Write(piece);
            if (end < 0)
            {
                return;
            }

            Emit();
            bytes = bytes[(end + 1)..];
        }
    }

    /// <summary>The stream has ended: what is left is a line, too.</summary>
    public void Complete()
    {
        if (_pending.WrittenCount > 0)
        {
            Emit();
        }
    }

    private void Emit()
    {
        var text = Encoding.UTF8.GetString(_pending.WrittenSpan).TrimEnd();
        _pending.ResetWrittenCount();
        onLine(text);
    }
}
