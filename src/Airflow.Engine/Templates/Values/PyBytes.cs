namespace Airflow.Engine.Templates;

/// <summary>Python's bytes.</summary>
internal sealed record PyBytes(ReadOnlyMemory<byte> Content)
{
    public string Repr()
    {
        var text = new System.Text.StringBuilder("b'");
        foreach (var value in Content.Span)
        {
            _ = value switch
            {
                (byte)'\\' => text.Append(@"\\"),
                (byte)'\'' => text.Append(@"\'"),
                (byte)'\n' => text.Append(@"\n"),
                (byte)'\r' => text.Append(@"\r"),
                (byte)'\t' => text.Append(@"\t"),
                >= 32 and < 127 => text.Append((char)value),
                _ => text.Append(System.Globalization.CultureInfo.InvariantCulture, $@"\x{value:x2}"),
            };
        }

        return text.Append('\'').ToString();
    }
}
