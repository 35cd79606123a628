namespace Airflow.Runtime.Frames.Messages;

/// <summary>Dates of the last successful run.</summary>
internal sealed record PrevSuccessfulDagRunResult : FrameMessage
{
    public override string Type => "PrevSuccessfulDagRunResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "PrevSuccessfulDagRunResult"u8;
    public DateTimeOffset? DataIntervalStart { get; set; }
    public DateTimeOffset? DataIntervalEnd { get; set; }
    public DateTimeOffset? StartDate { get; set; }
    public DateTimeOffset? EndDate { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        DataIntervalStart = fields.OptionalTime("data_interval_start"u8, DataIntervalStart);
        DataIntervalEnd = fields.OptionalTime("data_interval_end"u8, DataIntervalEnd);
        StartDate = fields.OptionalTime("start_date"u8, StartDate);
        EndDate = fields.OptionalTime("end_date"u8, EndDate);
        fields.Type(TypeUtf8);
    }
}
