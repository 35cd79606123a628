namespace Airflow.Runtime.Frames.Messages;

/// <summary>Names of variables.</summary>
internal sealed record VariableKeysResult : FrameMessage
{
    public override string Type => "VariableKeysResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "VariableKeysResult"u8;
    public IReadOnlyList<string> Keys { get; set; } = [];
    public int TotalEntries { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Keys = fields.TextList("keys"u8, Keys);
        TotalEntries = fields.Int("total_entries"u8, TotalEntries);
        fields.Type(TypeUtf8);
    }
}
