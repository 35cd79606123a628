namespace Airflow.Runtime.Frames.Messages;

/// <summary>A variable.</summary>
internal sealed record VariableResult : FrameMessage
{
    public override string Type => "VariableResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "VariableResult"u8;
    public string Key { get; set; } = "";
    public string? Value { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        Value = fields.OptionalText("value"u8, Value);
        fields.Type(TypeUtf8);
    }
}
