namespace Airflow.Runtime.Frames.Messages;

/// <summary>Terminal: a sensor asks to be started again later.</summary>
internal sealed record RescheduleTask : FrameMessage
{
    public override string Type => "RescheduleTask";
    private static ReadOnlySpan<byte> TypeUtf8 => "RescheduleTask"u8;
    public DateTimeOffset RescheduleDate { get; set; }
    public DateTimeOffset EndDate { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        fields.Constant("state"u8, "up_for_reschedule"u8);
        RescheduleDate = fields.Time("reschedule_date"u8, RescheduleDate);
        EndDate = fields.Time("end_date"u8, EndDate);
        fields.Type(TypeUtf8);
    }
}
