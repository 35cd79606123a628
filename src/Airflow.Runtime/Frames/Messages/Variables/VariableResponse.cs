namespace Airflow.Runtime.Frames.Messages;

/// <summary>A variable given at the start.</summary>
internal sealed record VariableResponse : FramePart
{
    public string Key { get; set; } = "";
    public string? Value { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        Value = fields.OptionalText("value"u8, Value);
    }
}
