namespace Airflow.Runtime.Frames.Messages;

/// <summary>A result; nil when there is none.</summary>
internal sealed record XComResult : FrameMessage
{
    public override string Type => "XComResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "XComResult"u8;
    public string Key { get; set; } = "";
    public FrameValue Value { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        Value = fields.Value("value"u8, Value);
        fields.Type(TypeUtf8);
    }
}
