namespace Airflow.Runtime.Frames.Messages;

/// <summary>
/// Our addition to the protocol, host to child: instead of a try, run what a task or a DAG wants to be called for. The child answers as for a
/// try: a terminal <see cref="TaskState"/>, then <see cref="RuntimeReady"/>.
/// </summary>
internal sealed record RunCallback : FrameMessage
{
    public override string Type => "RunCallback";
    private static ReadOnlySpan<byte> TypeUtf8 => "RunCallback"u8;

    /// <summary>Airflow's name: on_failure_callback …</summary>
    public string Kind { get; set; } = "";
    public string EventId { get; set; } = "";
    /// <summary>The DAG's own callback, not that of a task.</summary>
    public bool IsOfDag { get; set; }
    public string? Reason { get; set; }
    public ErrorInfo? Error { get; set; }
    /// <summary>File that the child leaves as soon as the callbacks have been called: what is killed before it could tell has told.</summary>
    public string Receipt { get; set; } = "";
    /// <summary>The try, its run and its code, as for the try itself; of a DAG without any try, the task id is empty.</summary>
    public StartupDetails Startup { get; set; } = new();

    internal override void Visit(ref FieldCodec fields)
    {
        Kind = fields.Text("kind"u8, Kind);
        EventId = fields.Text("event_id"u8, EventId);
        IsOfDag = fields.Bool("is_of_dag"u8, IsOfDag);
        Reason = fields.OptionalText("reason"u8, Reason);
        Error = fields.OptionalPart("error"u8, Error, static () => new ErrorInfo());
        Receipt = fields.Text("receipt"u8, Receipt);
        Startup = fields.Part("startup"u8, Startup, static () => new StartupDetails());
        fields.Type(TypeUtf8);
    }
}
