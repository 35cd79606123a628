namespace Airflow.Runtime.Frames.Messages;

/// <summary>Some of a mapped task's results, in their order.</summary>
internal sealed record XComSequenceSliceResult : FrameMessage
{
    public override string Type => "XComSequenceSliceResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "XComSequenceSliceResult"u8;
    public IReadOnlyList<FrameValue> Root { get; set; } = [];

    internal override void Visit(ref FieldCodec fields)
    {
        Root = fields.ValueList("root"u8, Root);
        fields.Type(TypeUtf8);
    }
}
