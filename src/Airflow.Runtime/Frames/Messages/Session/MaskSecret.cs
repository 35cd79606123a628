namespace Airflow.Runtime.Frames.Messages;

/// <summary>A value to redact from now on.</summary>
internal sealed record MaskSecret : FrameMessage
{
    public override string Type => "MaskSecret";
    private static ReadOnlySpan<byte> TypeUtf8 => "MaskSecret"u8;
    public FrameValue Value { get; set; }
    public string? Name { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Value = fields.Value("value"u8, Value);
        Name = fields.OptionalText("name"u8, Name);
        fields.Type(TypeUtf8);
    }
}
