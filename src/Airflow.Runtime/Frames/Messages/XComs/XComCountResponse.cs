namespace Airflow.Runtime.Frames.Messages;

/// <summary>How many results there are.</summary>
internal sealed record XComCountResponse : FrameMessage
{
    public override string Type => "XComCountResponse";
    private static ReadOnlySpan<byte> TypeUtf8 => "XComCountResponse"u8;
    public int Len { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Len = fields.Int("len"u8, Len);
        fields.Type(TypeUtf8);
    }
}
