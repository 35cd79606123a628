namespace Airflow.Runtime.Frames.Messages;

/// <summary>One of a mapped task's results.</summary>
internal sealed record XComSequenceIndexResult : FrameMessage
{
    public override string Type => "XComSequenceIndexResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "XComSequenceIndexResult"u8;
    public FrameValue Root { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Root = fields.Value("root"u8, Root);
        fields.Type(TypeUtf8);
    }
}
