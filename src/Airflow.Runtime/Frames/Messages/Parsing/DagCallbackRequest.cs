namespace Airflow.Runtime.Frames.Messages;

/// <summary>Callbacks of a DAG to run.</summary>
internal sealed record DagCallbackRequest : FrameMessage
{
    public override string Type => "DagCallbackRequest";
    private static ReadOnlySpan<byte> TypeUtf8 => "DagCallbackRequest"u8;
    public string Filepath { get; set; } = "";
    public string BundleName { get; set; } = "";
    public string? BundleVersion { get; set; }
    public string? Msg { get; set; }
    public string DagId { get; set; } = "";
    public string RunId { get; set; } = "";
    public DagRunContext? ContextFromServer { get; set; }
    public bool? IsFailureCallback { get; set; } = true;

    internal override void Visit(ref FieldCodec fields)
    {
        Filepath = fields.Text("filepath"u8, Filepath);
        BundleName = fields.Text("bundle_name"u8, BundleName);
        BundleVersion = fields.OptionalText("bundle_version"u8, BundleVersion);
        Msg = fields.OptionalText("msg"u8, Msg);
        DagId = fields.Text("dag_id"u8, DagId);
        RunId = fields.Text("run_id"u8, RunId);
        ContextFromServer = fields.OptionalPart("context_from_server"u8, ContextFromServer, static () => new DagRunContext());
        IsFailureCallback = fields.OptionalBool("is_failure_callback"u8, IsFailureCallback);
        fields.Type(TypeUtf8);
    }
}
