namespace Airflow.Runtime.Frames.Messages;

/// <summary>The number of runs.</summary>
internal sealed record DRCount : FrameMessage
{
    public override string Type => "DRCount";
    private static ReadOnlySpan<byte> TypeUtf8 => "DRCount"u8;
    public int Count { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Count = fields.Int("count"u8, Count);
        fields.Type(TypeUtf8);
    }
}
