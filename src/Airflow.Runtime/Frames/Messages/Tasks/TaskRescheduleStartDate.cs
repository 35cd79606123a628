namespace Airflow.Runtime.Frames.Messages;

/// <summary>When a rescheduled try began first.</summary>
internal sealed record TaskRescheduleStartDate : FrameMessage
{
    public override string Type => "TaskRescheduleStartDate";
    private static ReadOnlySpan<byte> TypeUtf8 => "TaskRescheduleStartDate"u8;
    public DateTimeOffset? StartDate { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        StartDate = fields.OptionalTime("start_date"u8, StartDate);
        fields.Type(TypeUtf8);
    }
}
