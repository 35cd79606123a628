namespace Airflow.Runtime.Frames.Messages;

/// <summary>Removes a value kept with the task.</summary>
internal sealed record DeleteTaskStateStore : FrameMessage
{
    public override string Type => "DeleteTaskStateStore";
    private static ReadOnlySpan<byte> TypeUtf8 => "DeleteTaskStateStore"u8;
    public Guid TiId { get; set; }
    public string Key { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        Key = fields.Text("key"u8, Key);
        fields.Type(TypeUtf8);
    }
}
