namespace Airflow.Runtime.Frames.Messages;

/// <summary>The number of task instances.</summary>
internal sealed record TICount : FrameMessage
{
    public override string Type => "TICount";
    private static ReadOnlySpan<byte> TypeUtf8 => "TICount"u8;
    public int Count { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Count = fields.Int("count"u8, Count);
        fields.Type(TypeUtf8);
    }
}
