namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for a result.</summary>
internal sealed record GetXCom : FrameMessage
{
    public override string Type => "GetXCom";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetXCom"u8;
    public string Key { get; set; } = "";
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public string TaskId { get; set; } = "";
    public int? MapIndex { get; set; }
    public bool IncludePriorDates { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        TaskId = fields.Text("task_id"u8, TaskId);
        MapIndex = fields.OptionalInt("map_index"u8, MapIndex);
        IncludePriorDates = fields.Bool("include_prior_dates"u8, IncludePriorDates);
        fields.Type(TypeUtf8);
    }
}
