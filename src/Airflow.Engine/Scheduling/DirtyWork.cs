namespace Airflow.Engine.Scheduling;

/// <summary>What of a run is to be decided anew: whole tasks, and single slots where only these can have changed.</summary>
internal sealed class DirtyWork(int tasks)
{
    private readonly Queue<int> _tasks = new();
    private readonly Queue<TaskSlot> _slots = new();
    private readonly bool[] _isDirty = new bool[tasks];

    public bool IsEmpty => _tasks.Count == 0 && _slots.Count == 0;

    public void Mark(int taskIndex)
    {
        if (!_isDirty[taskIndex])
        {
            _isDirty[taskIndex] = true;
            _tasks.Enqueue(taskIndex);
        }
    }

    public void MarkSlot(TaskSlot slot)
    {
        if (!slot.IsDirty && !_isDirty[slot.TaskIndex])
        {
            slot.IsDirty = true;
            _slots.Enqueue(slot);
        }
    }

    public bool TryTake(out int taskIndex)
    {
        if (!_tasks.TryDequeue(out taskIndex))
        {
            return false;
        }

        _isDirty[taskIndex] = false;
        return true;
    }

    public bool TryTakeSlot(out TaskSlot slot)
    {
        if (!_slots.TryDequeue(out slot!))
        {
            return false;
        }

        slot.IsDirty = false;
        return true;
    }
}
