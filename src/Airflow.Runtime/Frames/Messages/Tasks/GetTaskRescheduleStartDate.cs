namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks when a rescheduled try began first.</summary>
internal sealed record GetTaskRescheduleStartDate : FrameMessage
{
    public override string Type => "GetTaskRescheduleStartDate";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetTaskRescheduleStartDate"u8;
    public Guid TiId { get; set; }
    public int TryNumber { get; set; } = 1;

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        TryNumber = fields.Int("try_number"u8, TryNumber);
        fields.Type(TypeUtf8);
    }
}
