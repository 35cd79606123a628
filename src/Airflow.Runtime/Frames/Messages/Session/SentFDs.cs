namespace Airflow.Runtime.Frames.Messages;

/// <summary>File descriptors that travel beside this frame.</summary>
internal sealed record SentFDs : FrameMessage
{
    public override string Type => "SentFDs";
    private static ReadOnlySpan<byte> TypeUtf8 => "SentFDs"u8;
    public IReadOnlyList<int> Fds { get; set; } = [];

    internal override void Visit(ref FieldCodec fields)
    {
        fields.Type(TypeUtf8);
        Fds = fields.IntList("fds"u8, Fds);
    }
}
