namespace Airflow.Runtime.Frames.Messages;

/// <summary>Removes all that is kept with the task.</summary>
internal sealed record ClearTaskStateStore : FrameMessage
{
    public override string Type => "ClearTaskStateStore";
    private static ReadOnlySpan<byte> TypeUtf8 => "ClearTaskStateStore"u8;
    public Guid TiId { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        fields.Type(TypeUtf8);
    }
}
