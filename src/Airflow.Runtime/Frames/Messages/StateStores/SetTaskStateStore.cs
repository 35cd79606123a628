namespace Airflow.Runtime.Frames.Messages;

/// <summary>Keeps a value with the task.</summary>
internal sealed record SetTaskStateStore : FrameMessage
{
    public override string Type => "SetTaskStateStore";
    private static ReadOnlySpan<byte> TypeUtf8 => "SetTaskStateStore"u8;
    public Guid TiId { get; set; }
    public string Key { get; set; } = "";
    public FrameValue Value { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        Key = fields.Text("key"u8, Key);
        Value = fields.Value("value"u8, Value);
        ExpiresAt = fields.OptionalTime("expires_at"u8, ExpiresAt);
        fields.Type(TypeUtf8);
    }
}
