// Written by `npm run generate` from contract/maxun-api.yaml. Do not edit.

"use strict";
export const RobotsAnswer = b;
const C = { type: "object", description: "Every robot.", required: ["robots"], properties: { robots: { type: "object", required: ["items"], properties: { totalCount: { type: "integer" }, items: { type: "array", items: { $ref: "#/components/schemas/MaxunRobot" } } } } } }, W = { type: "object", description: "A robot.", required: ["id", "name"], properties: { id: { type: "string", description: "Unique id of the robot." }, name: { type: "string", description: "Name of the robot." }, createdAt: { description: "When it was made", "in milliseconds since the epoch.": null }, inputParameters: { description: "What a run can be given: the URL that it starts at." } } };
function b(r, { instancePath: n = "", parentData: O, parentDataProperty: j, rootData: A = r, dynamicAnchors: k = {} } = {}) {
  let t = null, e = 0;
  const i = b.evaluated;
  if (i.dynamicProps && (i.props = void 0), i.dynamicItems && (i.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let o;
      if (r.robots === void 0 && (o = "robots"))
        return b.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: o } }], !1;
      if (r.robots !== void 0) {
        let y = r.robots;
        if (e === e)
          if (y && typeof y == "object" && !Array.isArray(y)) {
            let c;
            if (y.items === void 0 && (c = "items"))
              return b.errors = [{ instancePath: n + "/robots", schemaPath: "#/properties/robots/required", keyword: "required", params: { missingProperty: c } }], !1;
            if (y.totalCount !== void 0) {
              let u = y.totalCount;
              const p = e;
              if (!(typeof u == "number" && !(u % 1) && !isNaN(u)))
                return b.errors = [{ instancePath: n + "/robots/totalCount", schemaPath: "#/properties/robots/properties/totalCount/type", keyword: "type", params: { type: "integer" } }], !1;
              var s = p === e;
            } else
              var s = !0;
            if (s)
              if (y.items !== void 0) {
                let u = y.items;
                const p = e;
                if (e === p)
                  if (Array.isArray(u)) {
                    var m = !0;
                    const l = u.length;
                    for (let w = 0; w < l; w++) {
                      let d = u[w];
                      const P = e;
                      if (e === e)
                        if (d && typeof d == "object" && !Array.isArray(d)) {
                          let D;
                          if (d.id === void 0 && (D = "id") || d.name === void 0 && (D = "name"))
                            return b.errors = [{ instancePath: n + "/robots/items/" + w, schemaPath: "#/components/schemas/MaxunRobot/required", keyword: "required", params: { missingProperty: D } }], !1;
                          if (d.id !== void 0) {
                            const R = e;
                            if (typeof d.id != "string")
                              return b.errors = [{ instancePath: n + "/robots/items/" + w + "/id", schemaPath: "#/components/schemas/MaxunRobot/properties/id/type", keyword: "type", params: { type: "string" } }], !1;
                            var f = R === e;
                          } else
                            var f = !0;
                          if (f)
                            if (d.name !== void 0) {
                              const R = e;
                              if (typeof d.name != "string")
                                return b.errors = [{ instancePath: n + "/robots/items/" + w + "/name", schemaPath: "#/components/schemas/MaxunRobot/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
                              var f = R === e;
                            } else
                              var f = !0;
                        } else
                          return b.errors = [{ instancePath: n + "/robots/items/" + w, schemaPath: "#/components/schemas/MaxunRobot/type", keyword: "type", params: { type: "object" } }], !1;
                      var m = P === e;
                      if (!m)
                        break;
                    }
                  } else
                    return b.errors = [{ instancePath: n + "/robots/items", schemaPath: "#/properties/robots/properties/items/type", keyword: "type", params: { type: "array" } }], !1;
                var s = p === e;
              } else
                var s = !0;
          } else
            return b.errors = [{ instancePath: n + "/robots", schemaPath: "#/properties/robots/type", keyword: "type", params: { type: "object" } }], !1;
      }
    } else
      return b.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return b.errors = t, e === 0;
}
b.evaluated = { props: { robots: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const RunAnswer = M;
const L = { type: "object", description: "One run.", required: ["run"], properties: { run: { $ref: "#/components/schemas/MaxunRun" } } }, T = { type: "object", description: "A run, as the API answers it.", required: ["runId", "robotId", "status"], properties: { runId: { type: "string", description: "Unique id of the run." }, robotId: { type: "string", description: "Unique id of the robot." }, status: { type: "string", description: "`running`, `queued`, `scheduled`, `success`, `failed`, `aborted` or `aborting`." }, name: { type: "string", description: "Name of the robot." }, startedAt: { type: "string", description: "Start of the run by `toLocaleString()`; it names no zone." }, finishedAt: { type: "string", description: "End of the run by `toLocaleString()`; `''` while it runs." }, id: { description: "Id of the stored row." }, runByUserId: { description: "Number of the user, unless a schedule started it." }, runByScheduleId: { description: "Id of the schedule that started it." }, runByAPI: { anyOf: [{ type: "boolean" }, { type: "null" }], description: "Whether the API started it." }, runBySDK: { description: "Whether an SDK started it." }, runByMCP: { description: "Whether Maxun's MCP server started it." }, runByCLI: { description: "Whether Maxun's command line started it." }, data: { $ref: "#/components/schemas/MaxunRunData" }, screenshots: { description: "URLs of screenshots." } } }, U = { type: "object", description: "What a run found.", properties: { textData: { description: "Captured texts." }, listData: { description: "Captured lists." }, crawlData: { description: "What a crawl found." }, searchData: { description: "What a search found." }, markdown: { description: "The page as Markdown." }, html: { description: "The page as HTML." }, links: { description: "Always empty: only the stored row has the links of a page." }, summary: { description: "A summary of the page." }, promptResult: { description: "The answer to the robot's prompt." } } };
function v(r, { instancePath: n = "", parentData: O, parentDataProperty: j, rootData: A = r, dynamicAnchors: k = {} } = {}) {
  let t = null, e = 0;
  const i = v.evaluated;
  if (i.dynamicProps && (i.props = void 0), i.dynamicItems && (i.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let f;
      if (r.runId === void 0 && (f = "runId") || r.robotId === void 0 && (f = "robotId") || r.status === void 0 && (f = "status"))
        return v.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: f } }], !1;
      if (r.runId !== void 0) {
        const o = e;
        if (typeof r.runId != "string")
          return v.errors = [{ instancePath: n + "/runId", schemaPath: "#/properties/runId/type", keyword: "type", params: { type: "string" } }], !1;
        var s = o === e;
      } else
        var s = !0;
      if (s) {
        if (r.robotId !== void 0) {
          const o = e;
          if (typeof r.robotId != "string")
            return v.errors = [{ instancePath: n + "/robotId", schemaPath: "#/properties/robotId/type", keyword: "type", params: { type: "string" } }], !1;
          var s = o === e;
        } else
          var s = !0;
        if (s) {
          if (r.status !== void 0) {
            const o = e;
            if (typeof r.status != "string")
              return v.errors = [{ instancePath: n + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
            var s = o === e;
          } else
            var s = !0;
          if (s) {
            if (r.name !== void 0) {
              const o = e;
              if (typeof r.name != "string")
                return v.errors = [{ instancePath: n + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
              var s = o === e;
            } else
              var s = !0;
            if (s) {
              if (r.startedAt !== void 0) {
                const o = e;
                if (typeof r.startedAt != "string")
                  return v.errors = [{ instancePath: n + "/startedAt", schemaPath: "#/properties/startedAt/type", keyword: "type", params: { type: "string" } }], !1;
                var s = o === e;
              } else
                var s = !0;
              if (s) {
                if (r.finishedAt !== void 0) {
                  const o = e;
                  if (typeof r.finishedAt != "string")
                    return v.errors = [{ instancePath: n + "/finishedAt", schemaPath: "#/properties/finishedAt/type", keyword: "type", params: { type: "string" } }], !1;
                  var s = o === e;
                } else
                  var s = !0;
                if (s) {
                  if (r.runByAPI !== void 0) {
                    let o = r.runByAPI;
                    const y = e, a = e;
                    let c = !1;
                    const u = e;
                    if (typeof o != "boolean") {
                      const l = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/0/type", keyword: "type", params: { type: "boolean" } };
                      t === null ? t = [l] : t.push(l), e++;
                    }
                    var m = u === e;
                    c = c || m;
                    const p = e;
                    if (o !== null) {
                      const l = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/1/type", keyword: "type", params: { type: "null" } };
                      t === null ? t = [l] : t.push(l), e++;
                    }
                    var m = p === e;
                    if (c = c || m, c)
                      e = a, t !== null && (a ? t.length = a : t = null);
                    else {
                      const l = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf", keyword: "anyOf", params: {} };
                      return t === null ? t = [l] : t.push(l), e++, v.errors = t, !1;
                    }
                    var s = y === e;
                  } else
                    var s = !0;
                  if (s)
                    if (r.data !== void 0) {
                      let o = r.data;
                      const y = e;
                      if (e === e && !(o && typeof o == "object" && !Array.isArray(o)))
                        return v.errors = [{ instancePath: n + "/data", schemaPath: "#/components/schemas/MaxunRunData/type", keyword: "type", params: { type: "object" } }], !1;
                      var s = y === e;
                    } else
                      var s = !0;
                }
              }
            }
          }
        }
      }
    } else
      return v.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return v.errors = t, e === 0;
}
v.evaluated = { props: { runId: !0, robotId: !0, status: !0, name: !0, startedAt: !0, finishedAt: !0, id: !0, runByUserId: !0, runByScheduleId: !0, runByAPI: !0, runBySDK: !0, runByMCP: !0, runByCLI: !0, data: !0, screenshots: !0 }, dynamicProps: !1, dynamicItems: !1 };
function M(r, { instancePath: n = "", parentData: O, parentDataProperty: j, rootData: A = r, dynamicAnchors: k = {} } = {}) {
  let t = null, e = 0;
  const i = M.evaluated;
  if (i.dynamicProps && (i.props = void 0), i.dynamicItems && (i.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let s;
      if (r.run === void 0 && (s = "run"))
        return M.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: s } }], !1;
      r.run !== void 0 && (v(r.run, { instancePath: n + "/run", parentData: r, parentDataProperty: "run", rootData: A, dynamicAnchors: k }) || (t = t === null ? v.errors : t.concat(v.errors), e = t.length));
    } else
      return M.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return M.errors = t, e === 0;
}
M.evaluated = { props: { run: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const StoredRobotsAnswer = I;
const z = { type: "object", description: "The stored rows of the robots.", required: ["data"], properties: { data: { type: "array", items: { $ref: "#/components/schemas/MaxunStoredRobot" } } } }, E = { type: "object", description: "The stored row of a robot.", properties: { id: { type: "string", description: "Id of the row; not the robot's id." }, recording_meta: { description: "What the robot is: its `id`, its `name` and more." }, webhooks: { anyOf: [{ type: "array", items: {} }, { type: "null" }], description: "Its webhooks, as they were stored: Maxun checks nothing of them." } } };
function I(r, { instancePath: n = "", parentData: O, parentDataProperty: j, rootData: A = r, dynamicAnchors: k = {} } = {}) {
  let t = null, e = 0;
  const i = I.evaluated;
  if (i.dynamicProps && (i.props = void 0), i.dynamicItems && (i.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let o;
      if (r.data === void 0 && (o = "data"))
        return I.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: o } }], !1;
      if (r.data !== void 0) {
        let y = r.data;
        if (e === e)
          if (Array.isArray(y)) {
            var s = !0;
            const c = y.length;
            for (let u = 0; u < c; u++) {
              let p = y[u];
              const B = e;
              if (e === e)
                if (p && typeof p == "object" && !Array.isArray(p)) {
                  if (p.id !== void 0) {
                    const d = e;
                    if (typeof p.id != "string")
                      return I.errors = [{ instancePath: n + "/data/" + u + "/id", schemaPath: "#/components/schemas/MaxunStoredRobot/properties/id/type", keyword: "type", params: { type: "string" } }], !1;
                    var m = d === e;
                  } else
                    var m = !0;
                  if (m)
                    if (p.webhooks !== void 0) {
                      let d = p.webhooks;
                      const P = e, S = e;
                      let q = !1;
                      const D = e;
                      if (e === D && !Array.isArray(d)) {
                        const _ = { instancePath: n + "/data/" + u + "/webhooks", schemaPath: "#/components/schemas/MaxunStoredRobot/properties/webhooks/anyOf/0/type", keyword: "type", params: { type: "array" } };
                        t === null ? t = [_] : t.push(_), e++;
                      }
                      var f = D === e;
                      q = q || f;
                      const R = e;
                      if (d !== null) {
                        const _ = { instancePath: n + "/data/" + u + "/webhooks", schemaPath: "#/components/schemas/MaxunStoredRobot/properties/webhooks/anyOf/1/type", keyword: "type", params: { type: "null" } };
                        t === null ? t = [_] : t.push(_), e++;
                      }
                      var f = R === e;
                      if (q = q || f, q)
                        e = S, t !== null && (S ? t.length = S : t = null);
                      else {
                        const _ = { instancePath: n + "/data/" + u + "/webhooks", schemaPath: "#/components/schemas/MaxunStoredRobot/properties/webhooks/anyOf", keyword: "anyOf", params: {} };
                        return t === null ? t = [_] : t.push(_), e++, I.errors = t, !1;
                      }
                      var m = P === e;
                    } else
                      var m = !0;
                } else
                  return I.errors = [{ instancePath: n + "/data/" + u, schemaPath: "#/components/schemas/MaxunStoredRobot/type", keyword: "type", params: { type: "object" } }], !1;
              var s = B === e;
              if (!s)
                break;
            }
          } else
            return I.errors = [{ instancePath: n + "/data", schemaPath: "#/properties/data/type", keyword: "type", params: { type: "array" } }], !1;
      }
    } else
      return I.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return I.errors = t, e === 0;
}
I.evaluated = { props: { data: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const StoredRunAnswer = x;
const N = { type: "object", description: "The stored row of one run.", required: ["data"], properties: { data: { $ref: "#/components/schemas/MaxunStoredRun" } } }, K = { type: "object", description: "The stored row of a run.", properties: { id: { type: "string", description: "Id of the row." }, status: { type: "string", description: "As in the run." }, name: { type: "string", description: "Name of the robot." }, robotId: { type: "string", description: "Id of the robot's row; not the robot's id." }, robotMetaId: { type: "string", description: "Unique id of the robot." }, startedAt: { type: "string", description: "As in the run." }, finishedAt: { type: "string", description: "As in the run." }, browserId: { type: "string", description: "Id of the browser that it ran in." }, interpreterSettings: { description: "How it was run." }, log: { anyOf: [{ type: "string" }, { type: "null" }], description: "What the run logged; the text of a failure." }, runId: { type: "string", description: "Unique id of the run." }, runByUserId: { description: "As in the run." }, runByScheduleId: { description: "As in the run." }, runByAPI: { anyOf: [{ type: "boolean" }, { type: "null" }], description: "As in the run." }, runBySDK: { description: "As in the run." }, runByMCP: { description: "As in the run." }, runByCLI: { description: "As in the run." }, serializableOutput: { anyOf: [{ $ref: "#/components/schemas/MaxunOutput" }, { type: "null" }], description: "What it found." }, binaryOutput: { description: "URLs of screenshots by their names." }, retryCount: { description: "How often it was started again." } } }, $ = { type: "object", description: "What a run found, as it is stored. What it did not look for is absent.", properties: { scrapeSchema: { description: "Captured texts by the name of their group." }, scrapeList: { description: "Captured lists by name." }, crawl: { description: "What a crawl found." }, search: { description: "What a search found." }, markdown: { description: "The page as Markdown: an array of one object with `content`." }, html: { description: "The page as HTML, likewise." }, summary: { description: "A summary of the page, likewise." }, promptResult: { description: "The answer to the prompt of the robot, likewise." }, links: { description: "The links of the page: an array of objects with `url`." }, scrapeDoc: { description: "What was read from a document: `data`, `tabName`, `pageCount`, `model`, `extractedAt`. The run does not have it." } } };
function h(r, { instancePath: n = "", parentData: O, parentDataProperty: j, rootData: A = r, dynamicAnchors: k = {} } = {}) {
  let t = null, e = 0;
  const i = h.evaluated;
  if (i.dynamicProps && (i.props = void 0), i.dynamicItems && (i.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      if (r.id !== void 0) {
        const a = e;
        if (typeof r.id != "string")
          return h.errors = [{ instancePath: n + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } }], !1;
        var s = a === e;
      } else
        var s = !0;
      if (s) {
        if (r.status !== void 0) {
          const a = e;
          if (typeof r.status != "string")
            return h.errors = [{ instancePath: n + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
          var s = a === e;
        } else
          var s = !0;
        if (s) {
          if (r.name !== void 0) {
            const a = e;
            if (typeof r.name != "string")
              return h.errors = [{ instancePath: n + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
            var s = a === e;
          } else
            var s = !0;
          if (s) {
            if (r.robotId !== void 0) {
              const a = e;
              if (typeof r.robotId != "string")
                return h.errors = [{ instancePath: n + "/robotId", schemaPath: "#/properties/robotId/type", keyword: "type", params: { type: "string" } }], !1;
              var s = a === e;
            } else
              var s = !0;
            if (s) {
              if (r.robotMetaId !== void 0) {
                const a = e;
                if (typeof r.robotMetaId != "string")
                  return h.errors = [{ instancePath: n + "/robotMetaId", schemaPath: "#/properties/robotMetaId/type", keyword: "type", params: { type: "string" } }], !1;
                var s = a === e;
              } else
                var s = !0;
              if (s) {
                if (r.startedAt !== void 0) {
                  const a = e;
                  if (typeof r.startedAt != "string")
                    return h.errors = [{ instancePath: n + "/startedAt", schemaPath: "#/properties/startedAt/type", keyword: "type", params: { type: "string" } }], !1;
                  var s = a === e;
                } else
                  var s = !0;
                if (s) {
                  if (r.finishedAt !== void 0) {
                    const a = e;
                    if (typeof r.finishedAt != "string")
                      return h.errors = [{ instancePath: n + "/finishedAt", schemaPath: "#/properties/finishedAt/type", keyword: "type", params: { type: "string" } }], !1;
                    var s = a === e;
                  } else
                    var s = !0;
                  if (s) {
                    if (r.browserId !== void 0) {
                      const a = e;
                      if (typeof r.browserId != "string")
                        return h.errors = [{ instancePath: n + "/browserId", schemaPath: "#/properties/browserId/type", keyword: "type", params: { type: "string" } }], !1;
                      var s = a === e;
                    } else
                      var s = !0;
                    if (s) {
                      if (r.log !== void 0) {
                        let a = r.log;
                        const c = e, u = e;
                        let p = !1;
                        const B = e;
                        if (typeof a != "string") {
                          const d = { instancePath: n + "/log", schemaPath: "#/properties/log/anyOf/0/type", keyword: "type", params: { type: "string" } };
                          t === null ? t = [d] : t.push(d), e++;
                        }
                        var m = B === e;
                        p = p || m;
                        const l = e;
                        if (a !== null) {
                          const d = { instancePath: n + "/log", schemaPath: "#/properties/log/anyOf/1/type", keyword: "type", params: { type: "null" } };
                          t === null ? t = [d] : t.push(d), e++;
                        }
                        var m = l === e;
                        if (p = p || m, p)
                          e = u, t !== null && (u ? t.length = u : t = null);
                        else {
                          const d = { instancePath: n + "/log", schemaPath: "#/properties/log/anyOf", keyword: "anyOf", params: {} };
                          return t === null ? t = [d] : t.push(d), e++, h.errors = t, !1;
                        }
                        var s = c === e;
                      } else
                        var s = !0;
                      if (s) {
                        if (r.runId !== void 0) {
                          const a = e;
                          if (typeof r.runId != "string")
                            return h.errors = [{ instancePath: n + "/runId", schemaPath: "#/properties/runId/type", keyword: "type", params: { type: "string" } }], !1;
                          var s = a === e;
                        } else
                          var s = !0;
                        if (s) {
                          if (r.runByAPI !== void 0) {
                            let a = r.runByAPI;
                            const c = e, u = e;
                            let p = !1;
                            const B = e;
                            if (typeof a != "boolean") {
                              const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/0/type", keyword: "type", params: { type: "boolean" } };
                              t === null ? t = [d] : t.push(d), e++;
                            }
                            var f = B === e;
                            p = p || f;
                            const l = e;
                            if (a !== null) {
                              const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/1/type", keyword: "type", params: { type: "null" } };
                              t === null ? t = [d] : t.push(d), e++;
                            }
                            var f = l === e;
                            if (p = p || f, p)
                              e = u, t !== null && (u ? t.length = u : t = null);
                            else {
                              const d = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf", keyword: "anyOf", params: {} };
                              return t === null ? t = [d] : t.push(d), e++, h.errors = t, !1;
                            }
                            var s = c === e;
                          } else
                            var s = !0;
                          if (s)
                            if (r.serializableOutput !== void 0) {
                              let a = r.serializableOutput;
                              const c = e, u = e;
                              let p = !1;
                              const B = e;
                              if (e === e && !(a && typeof a == "object" && !Array.isArray(a))) {
                                const P = { instancePath: n + "/serializableOutput", schemaPath: "#/components/schemas/MaxunOutput/type", keyword: "type", params: { type: "object" } };
                                t === null ? t = [P] : t.push(P), e++;
                              }
                              var y = B === e;
                              if (p = p || y, y) {
                                var o = {};
                                o.scrapeSchema = !0, o.scrapeList = !0, o.crawl = !0, o.search = !0, o.markdown = !0, o.html = !0, o.summary = !0, o.promptResult = !0, o.links = !0, o.scrapeDoc = !0;
                              }
                              const w = e;
                              if (a !== null) {
                                const P = { instancePath: n + "/serializableOutput", schemaPath: "#/properties/serializableOutput/anyOf/1/type", keyword: "type", params: { type: "null" } };
                                t === null ? t = [P] : t.push(P), e++;
                              }
                              var y = w === e;
                              if (p = p || y, p)
                                e = u, t !== null && (u ? t.length = u : t = null);
                              else {
                                const P = { instancePath: n + "/serializableOutput", schemaPath: "#/properties/serializableOutput/anyOf", keyword: "anyOf", params: {} };
                                return t === null ? t = [P] : t.push(P), e++, h.errors = t, !1;
                              }
                              var s = c === e;
                            } else
                              var s = !0;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return h.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return h.errors = t, e === 0;
}
h.evaluated = { props: { id: !0, status: !0, name: !0, robotId: !0, robotMetaId: !0, startedAt: !0, finishedAt: !0, browserId: !0, interpreterSettings: !0, log: !0, runId: !0, runByUserId: !0, runByScheduleId: !0, runByAPI: !0, runBySDK: !0, runByMCP: !0, runByCLI: !0, serializableOutput: !0, binaryOutput: !0, retryCount: !0 }, dynamicProps: !1, dynamicItems: !1 };
function x(r, { instancePath: n = "", parentData: O, parentDataProperty: j, rootData: A = r, dynamicAnchors: k = {} } = {}) {
  let t = null, e = 0;
  const i = x.evaluated;
  if (i.dynamicProps && (i.props = void 0), i.dynamicItems && (i.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let s;
      if (r.data === void 0 && (s = "data"))
        return x.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: s } }], !1;
      r.data !== void 0 && (h(r.data, { instancePath: n + "/data", parentData: r, parentDataProperty: "data", rootData: A, dynamicAnchors: k }) || (t = t === null ? h.errors : t.concat(h.errors), e = t.length));
    } else
      return x.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return x.errors = t, e === 0;
}
x.evaluated = { props: { data: !0 }, dynamicProps: !1, dynamicItems: !1 };
export const MaxunRun = g;
function g(r, { instancePath: n = "", parentData: O, parentDataProperty: j, rootData: A = r, dynamicAnchors: k = {} } = {}) {
  let t = null, e = 0;
  const i = g.evaluated;
  if (i.dynamicProps && (i.props = void 0), i.dynamicItems && (i.items = void 0), e === 0)
    if (r && typeof r == "object" && !Array.isArray(r)) {
      let f;
      if (r.runId === void 0 && (f = "runId") || r.robotId === void 0 && (f = "robotId") || r.status === void 0 && (f = "status"))
        return g.errors = [{ instancePath: n, schemaPath: "#/required", keyword: "required", params: { missingProperty: f } }], !1;
      if (r.runId !== void 0) {
        const o = e;
        if (typeof r.runId != "string")
          return g.errors = [{ instancePath: n + "/runId", schemaPath: "#/properties/runId/type", keyword: "type", params: { type: "string" } }], !1;
        var s = o === e;
      } else
        var s = !0;
      if (s) {
        if (r.robotId !== void 0) {
          const o = e;
          if (typeof r.robotId != "string")
            return g.errors = [{ instancePath: n + "/robotId", schemaPath: "#/properties/robotId/type", keyword: "type", params: { type: "string" } }], !1;
          var s = o === e;
        } else
          var s = !0;
        if (s) {
          if (r.status !== void 0) {
            const o = e;
            if (typeof r.status != "string")
              return g.errors = [{ instancePath: n + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
            var s = o === e;
          } else
            var s = !0;
          if (s) {
            if (r.name !== void 0) {
              const o = e;
              if (typeof r.name != "string")
                return g.errors = [{ instancePath: n + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
              var s = o === e;
            } else
              var s = !0;
            if (s) {
              if (r.startedAt !== void 0) {
                const o = e;
                if (typeof r.startedAt != "string")
                  return g.errors = [{ instancePath: n + "/startedAt", schemaPath: "#/properties/startedAt/type", keyword: "type", params: { type: "string" } }], !1;
                var s = o === e;
              } else
                var s = !0;
              if (s) {
                if (r.finishedAt !== void 0) {
                  const o = e;
                  if (typeof r.finishedAt != "string")
                    return g.errors = [{ instancePath: n + "/finishedAt", schemaPath: "#/properties/finishedAt/type", keyword: "type", params: { type: "string" } }], !1;
                  var s = o === e;
                } else
                  var s = !0;
                if (s) {
                  if (r.runByAPI !== void 0) {
                    let o = r.runByAPI;
                    const y = e, a = e;
                    let c = !1;
                    const u = e;
                    if (typeof o != "boolean") {
                      const l = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/0/type", keyword: "type", params: { type: "boolean" } };
                      t === null ? t = [l] : t.push(l), e++;
                    }
                    var m = u === e;
                    c = c || m;
                    const p = e;
                    if (o !== null) {
                      const l = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf/1/type", keyword: "type", params: { type: "null" } };
                      t === null ? t = [l] : t.push(l), e++;
                    }
                    var m = p === e;
                    if (c = c || m, c)
                      e = a, t !== null && (a ? t.length = a : t = null);
                    else {
                      const l = { instancePath: n + "/runByAPI", schemaPath: "#/properties/runByAPI/anyOf", keyword: "anyOf", params: {} };
                      return t === null ? t = [l] : t.push(l), e++, g.errors = t, !1;
                    }
                    var s = y === e;
                  } else
                    var s = !0;
                  if (s)
                    if (r.data !== void 0) {
                      let o = r.data;
                      const y = e;
                      if (e === e && !(o && typeof o == "object" && !Array.isArray(o)))
                        return g.errors = [{ instancePath: n + "/data", schemaPath: "#/components/schemas/MaxunRunData/type", keyword: "type", params: { type: "object" } }], !1;
                      var s = y === e;
                    } else
                      var s = !0;
                }
              }
            }
          }
        }
      }
    } else
      return g.errors = [{ instancePath: n, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return g.errors = t, e === 0;
}
g.evaluated = { props: { runId: !0, robotId: !0, status: !0, name: !0, startedAt: !0, finishedAt: !0, id: !0, runByUserId: !0, runByScheduleId: !0, runByAPI: !0, runBySDK: !0, runByMCP: !0, runByCLI: !0, data: !0, screenshots: !0 }, dynamicProps: !1, dynamicItems: !1 };

export const validators = { RobotsAnswer, RunAnswer, StoredRobotsAnswer, StoredRunAnswer, MaxunRun };
