namespace Airflow.Runtime.Frames.Messages;

/// <summary>Done, without a value.</summary>
internal sealed record OKResponse : FrameMessage
{
    public override string Type => "OKResponse";
    private static ReadOnlySpan<byte> TypeUtf8 => "OKResponse"u8;
    public bool Ok { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Ok = fields.Bool("ok"u8, Ok);
        fields.Type(TypeUtf8);
    }
}
