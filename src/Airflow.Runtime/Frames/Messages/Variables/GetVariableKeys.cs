namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the names of variables.</summary>
internal sealed record GetVariableKeys : FrameMessage
{
    public override string Type => "GetVariableKeys";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetVariableKeys"u8;
    public string? Prefix { get; set; }
    public int Limit { get; set; } = 1000;
    public int Offset { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Prefix = fields.OptionalText("prefix"u8, Prefix);
        Limit = fields.Int("limit"u8, Limit);
        Offset = fields.Int("offset"u8, Offset);
        fields.Type(TypeUtf8);
    }
}
