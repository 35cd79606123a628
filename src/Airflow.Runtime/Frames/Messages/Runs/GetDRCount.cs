namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for the number of runs.</summary>
internal sealed record GetDRCount : FrameMessage
{
    public override string Type => "GetDRCount";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetDRCount"u8;
    public string DagId { get; set; } = "";
    public IReadOnlyList<DateTimeOffset>? LogicalDates { get; set; }
    public IReadOnlyList<string>? RunIds { get; set; }
    public IReadOnlyList<string>? States { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        LogicalDates = fields.OptionalTimeList("logical_dates"u8, LogicalDates);
        RunIds = fields.OptionalTextList("run_ids"u8, RunIds);
        States = fields.OptionalTextList("states"u8, States);
        fields.Type(TypeUtf8);
    }
}
