namespace Airflow.Runtime.Frames.Messages;

/// <summary>Callbacks of a task to run.</summary>
internal sealed record TaskCallbackRequest : FrameMessage
{
    public override string Type => "TaskCallbackRequest";
    private static ReadOnlySpan<byte> TypeUtf8 => "TaskCallbackRequest"u8;
    public string Filepath { get; set; } = "";
    public string BundleName { get; set; } = "";
    public string? BundleVersion { get; set; }
    public string? Msg { get; set; }
    public TaskInstance Ti { get; set; } = new();
    public string? TaskCallbackType { get; set; }
    public TIRunContext? ContextFromServer { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Filepath = fields.Text("filepath"u8, Filepath);
        BundleName = fields.Text("bundle_name"u8, BundleName);
        BundleVersion = fields.OptionalText("bundle_version"u8, BundleVersion);
        Msg = fields.OptionalText("msg"u8, Msg);
        Ti = fields.Part("ti"u8, Ti, static () => new TaskInstance());
        TaskCallbackType = fields.OptionalText("task_callback_type"u8, TaskCallbackType);
        ContextFromServer = fields.OptionalPart("context_from_server"u8, ContextFromServer, static () => new TIRunContext());
        fields.Type(TypeUtf8);
    }
}
