namespace Airflow.Runtime.Frames.Messages;

/// <summary>Writes a variable.</summary>
internal sealed record PutVariable : FrameMessage
{
    public override string Type => "PutVariable";
    private static ReadOnlySpan<byte> TypeUtf8 => "PutVariable"u8;
    public string Key { get; set; } = "";
    public string? Value { get; set; }
    public string? Description { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        Value = fields.OptionalText("value"u8, Value);
        Description = fields.OptionalText("description"u8, Description);
        fields.Type(TypeUtf8);
    }
}
