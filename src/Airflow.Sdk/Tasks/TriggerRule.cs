namespace Airflow;

/// <summary>What must have become of the tasks directly before a task so that it runs.</summary>
public enum TriggerRule
{
    /// <summary>All succeeded.</summary>
    AllSuccess,

    /// <summary>All failed, or could not run because something before them failed.</summary>
    AllFailed,

    /// <summary>All have ended, however.</summary>
    AllDone,

    /// <summary>All have ended and at least one of them succeeded.</summary>
    AllDoneMinOneSuccess,

    /// <summary>All have ended, and the set-ups among them succeeded; the rule of tear-downs.</summary>
    AllDoneSetupSuccess,

    /// <summary>At least one succeeded; the others are not waited for.</summary>
    OneSuccess,

    /// <summary>At least one failed; the others are not waited for.</summary>
    OneFailed,

    /// <summary>At least one succeeded or failed; the others are not waited for.</summary>
    OneDone,

    /// <summary>All have ended and none failed: each succeeded or was skipped.</summary>
    NoneFailed,

    /// <summary>All have ended, none failed and at least one succeeded.</summary>
    NoneFailedMinOneSuccess,

    /// <summary>All have ended and none was skipped.</summary>
    NoneSkipped,

    /// <summary>All were skipped.</summary>
    AllSkipped,

    /// <summary>Nothing is waited for.</summary>
    Always,
}
