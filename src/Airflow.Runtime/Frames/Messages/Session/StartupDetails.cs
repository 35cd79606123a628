namespace Airflow.Runtime.Frames.Messages;

/// <summary>First frame of a try: what to run and what it needs to know.</summary>
internal sealed record StartupDetails : FrameMessage
{
    public override string Type => "StartupDetails";
    private static ReadOnlySpan<byte> TypeUtf8 => "StartupDetails"u8;
    public TaskInstance Ti { get; set; } = new();
    public string DagRelPath { get; set; } = "";
    public BundleInfo BundleInfo { get; set; } = new();
    public DateTimeOffset StartDate { get; set; }
    public TIRunContext TiContext { get; set; } = new();
    public string SentryIntegration { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Ti = fields.Part("ti"u8, Ti, static () => new TaskInstance());
        DagRelPath = fields.Text("dag_rel_path"u8, DagRelPath);
        BundleInfo = fields.Part("bundle_info"u8, BundleInfo, static () => new BundleInfo());
        StartDate = fields.Time("start_date"u8, StartDate);
        TiContext = fields.Part("ti_context"u8, TiContext, static () => new TIRunContext());
        if (fields.Since33)
        {
            SentryIntegration = fields.Text("sentry_integration"u8, SentryIntegration);
        }
        fields.Type(TypeUtf8);
    }
}
