namespace Airflow.Runtime.Frames.Messages;

/// <summary>Stores a result.</summary>
internal sealed record SetXCom : FrameMessage
{
    public override string Type => "SetXCom";
    private static ReadOnlySpan<byte> TypeUtf8 => "SetXCom"u8;
    public string Key { get; set; } = "";
    public FrameValue Value { get; set; }
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public string TaskId { get; set; } = "";
    public int? MapIndex { get; set; }
    public bool DagResult { get; set; }
    public int? MappedLength { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Key = fields.Text("key"u8, Key);
        Value = fields.Value("value"u8, Value);
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        TaskId = fields.Text("task_id"u8, TaskId);
        MapIndex = fields.OptionalInt("map_index"u8, MapIndex);
        if (fields.Since33)
        {
            DagResult = fields.Bool("dag_result"u8, DagResult);
        }
        MappedLength = fields.OptionalInt("mapped_length"u8, MappedLength);
        fields.Type(TypeUtf8);
    }
}
