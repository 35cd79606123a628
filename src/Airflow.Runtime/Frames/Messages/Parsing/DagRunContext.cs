namespace Airflow.Runtime.Frames.Messages;

/// <summary>What a callback of a DAG is told.</summary>
internal sealed record DagRunContext : FramePart
{
    public DagRun? DagRun { get; set; }
    public TaskInstance? LastTi { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        DagRun = fields.OptionalPart("dag_run"u8, DagRun, static () => new DagRun());
        LastTi = fields.OptionalPart("last_ti"u8, LastTi, static () => new TaskInstance());
    }
}
