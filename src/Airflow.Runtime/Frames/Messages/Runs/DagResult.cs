namespace Airflow.Runtime.Frames.Messages;

/// <summary>What the server knows of a DAG.</summary>
internal sealed record DagResult : FrameMessage
{
    public override string Type => "DagResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "DagResult"u8;
    public string DagId { get; set; } = "";
    public bool IsPaused { get; set; }
    public string? BundleName { get; set; }
    public string? BundleVersion { get; set; }
    public string? RelativeFileloc { get; set; }
    public string? Owners { get; set; }
    public IReadOnlyList<string> Tags { get; set; } = [];
    public DateTimeOffset? NextDagRun { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        DagId = fields.Text("dag_id"u8, DagId);
        IsPaused = fields.Bool("is_paused"u8, IsPaused);
        BundleName = fields.OptionalText("bundle_name"u8, BundleName);
        BundleVersion = fields.OptionalText("bundle_version"u8, BundleVersion);
        RelativeFileloc = fields.OptionalText("relative_fileloc"u8, RelativeFileloc);
        Owners = fields.OptionalText("owners"u8, Owners);
        Tags = fields.TextList("tags"u8, Tags);
        NextDagRun = fields.OptionalTime("next_dagrun"u8, NextDagRun);
        fields.Type(TypeUtf8);
    }
}
