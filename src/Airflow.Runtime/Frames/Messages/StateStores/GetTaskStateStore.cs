namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for a value kept with the task.</summary>
internal sealed record GetTaskStateStore : FrameMessage
{
    public override string Type => "GetTaskStateStore";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetTaskStateStore"u8;
    public Guid TiId { get; set; }
    public string Key { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        Key = fields.Text("key"u8, Key);
        fields.Type(TypeUtf8);
    }
}
