// src/host/root/mount.ts
/** Where programs are looked up, on the host and in guests. */
const sanePath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export { sanePath as t };